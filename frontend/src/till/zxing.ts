import {
  BarcodeFormat, BinaryBitmap, ChecksumException, DecodeHintType, FormatException, HTMLCanvasElementLuminanceSource, HybridBinarizer,
  MultiFormatOneDReader, NotFoundException, QRCodeReader,
} from "@zxing/library";

const { CODE_128, CODE_39, EAN_13, EAN_8, UPC_A } = BarcodeFormat;
const readers = [
  new QRCodeReader(),
  new MultiFormatOneDReader(new Map([[DecodeHintType.POSSIBLE_FORMATS, [CODE_128, CODE_39, EAN_13, EAN_8, UPC_A]]])),
];

/** The QR or bar code in a picture, null where there is none. */
export function readCode(picture: HTMLCanvasElement): string | null {
  const bitmap = new BinaryBitmap(new HybridBinarizer(new HTMLCanvasElementLuminanceSource(picture)));
  for (const reader of readers) {
    try {
      return reader.decode(bitmap).getText();
    } catch (nothing) {
      const isNothing = nothing instanceof NotFoundException || nothing instanceof ChecksumException || nothing instanceof FormatException;
      if (!isNothing) throw nothing;
    }
  }
  return null;
}
