import { resolve } from "node:path";
import { build, type Plugin, type Rollup } from "vite";

/** The chat window for other sites as one plain script that imports nothing; the manifest knows it as `snippet.js`. */
export function snippet(): Plugin {
  return {
    name: "quen-chat-snippet",
    async buildStart() {
      const entry = resolve(import.meta.dirname, "src/chat/snippet.ts");
      this.addWatchFile(entry);
      const built = await build({
        configFile: false,
        logLevel: "error",
        build: {
          write: false,
          target: ["chrome123", "safari17.5", "firefox120"],
          lib: { entry, formats: ["iife"], name: "quenChat", fileName: () => "snippet.js" },
        },
      });
      const [output] = (Array.isArray(built) ? built : [built]) as Rollup.RollupOutput[];
      const source = output!.output[0].code;
      this.emitFile({ type: "asset", name: "snippet.js", originalFileName: "snippet.js", source });
    },
  };
}
