// Runs before the first paint, as a plain blocking script: the colours are right from the start, nothing flashes.
{
  const kept = ((): string | null => {
    try {
      return localStorage.getItem("quen-theme");
    } catch {
      return null; // storage may be forbidden; the system's choice stands
    }
  })();
  const dark = kept === "dark" || (kept !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.dataset["bsTheme"] = dark ? "dark" : "light";
}
