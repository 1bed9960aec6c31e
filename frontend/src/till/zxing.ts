import { BinaryBitmap, HTMLCanvasElementLuminanceSource, HybridBinarizer, MultiFormatReader } from "@zxing/library";

const reader = new MultiFormatReader();

/** The QR or bar code in a picture, null where there is none. */
export function readCode(picture: HTMLCanvasElement): string | null {
  try {
    return reader.decode(new BinaryBitmap(new HybridBinarizer(new HTMLCanvasElementLuminanceSource(picture)))).getText();
  } catch {
    return null; // ZXing throws where it finds nothing
  }
}
