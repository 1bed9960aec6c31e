import { closeSheet, make, openSheet } from "./draw.ts";
import { say } from "./page.ts";

/** Codes from a scanner that types, and from the camera. */
const TYPED_MS = 35;
const LEAST = 6;

/** A scanner types fast and ends with Enter, into whatever has the focus: the code is taken out again and looked up. */
export function watchScanner(found: (code: string) => void): void {
  let typed = "";
  let last = 0;
  let box: HTMLInputElement | null = null;
  let before = "";
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const isFast = event.timeStamp - last < TYPED_MS;
    last = event.timeStamp;
    if (event.key.length === 1) {
      if (!isFast) {
        typed = "";
        box = event.target instanceof HTMLInputElement ? event.target : null;
        before = box?.value ?? "";
      }
      typed += event.key;
    } else if (event.key === "Enter" && isFast && typed) {
      const code = typed;
      typed = "";
      if (box?.id === "till-search" || box?.closest("dialog")) return; // it belongs there
      event.preventDefault();
      event.stopPropagation();
      if (box) {
        box.value = before;
        box.dispatchEvent(new Event("input", { bubbles: true }));
      }
      if (code.length >= LEAST) found(code); // else a scan that came in pieces: it finishes no sale of its last digits
    }
  }, true);
}

type Reader = (picture: HTMLCanvasElement) => Promise<string | null>;

interface NativeDetector {
  detect(picture: HTMLCanvasElement): Promise<{ rawValue: string }[]>;
}

/** The browser's own reader where it has one (Android), else ZXing, fetched only then. */
async function reader(): Promise<Reader> {
  const native = (window as unknown as { BarcodeDetector?: new () => NativeDetector }).BarcodeDetector;
  if (native) {
    const detector = new native();
    return async (picture) => (await detector.detect(picture))[0]?.rawValue ?? null;
  }
  const { readCode } = await import("./zxing.ts");
  return async (picture) => readCode(picture);
}

export async function scanWithCamera(found: (code: string) => void): Promise<void> {
  const video = make("video", { class: "till-camera", playsinline: true, muted: true, autoplay: true });
  const told = make("p", { class: "soft" }, say("camera_how"));
  let stream: MediaStream | null = null;
  let isOver = false;
  openSheet(say("camera"), [video, told], { closed: () => {
    isOver = true;
    stream?.getTracks().forEach((track) => track.stop());
  } });
  try {
    const read = await reader();
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment", width: { ideal: 1280 } } });
    if (isOver) {
      stream.getTracks().forEach((track) => track.stop());
      return;
    }
    video.srcObject = stream;
    await video.play();
    const picture = document.createElement("canvas");
    while (!isOver) {
      picture.width = video.videoWidth;
      picture.height = video.videoHeight;
      picture.getContext("2d", { willReadFrequently: true })?.drawImage(video, 0, 0);
      const code = picture.width ? await read(picture) : null;
      if (code && !isOver) {
        closeSheet();
        found(code);
        return;
      }
      await new Promise((again) => setTimeout(again, 120));
    }
  } catch {
    told.textContent = say("camera_failed");
    told.className = "till-harm";
    video.hidden = true;
  }
}
