// Photos are made smaller before they are sent, as Telegram's apps do it.

const KINDS = new Set(["image/jpeg", "image/png", "image/gif", "image/webp"]);
const LONGEST_SIDE = 1280;
const SMALL_ENOUGH = 300_000;

// The photo as it is to be sent; null for a file that is none.
export async function asPhoto(file) {
  const picture = KINDS.has(file.type) ? await createImageBitmap(file).catch(() => null) : null;
  if (!picture || file.size <= SMALL_ENOUGH) return picture && file;
  const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  return new Promise((done) => canvas.toBlob((made) => done(made ?? file), "image/jpeg", 0.87));
}
