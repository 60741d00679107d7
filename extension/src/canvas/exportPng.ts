/** The PNG of a canvas. */
export function pngOf(canvas: HTMLCanvasElement): Promise<Blob> {
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error("the browser could not make the PNG"))),
      "image/png",
    );
  });
}

/** Has the browser save a file under a name that is made of a title. */
export function saveAs(blob: Blob, title: string, ending = "png"): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = `${fileNameOf(title)}.${ending}`;
  link.click();
  URL.revokeObjectURL(link.href);
}

/** Letters, digits and hyphens of a title: it may come from anywhere. */
export function fileNameOf(title: string): string {
  const name = title
    .normalize("NFKD")
    .replace(/[^A-Za-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
  return name.slice(0, 80) || "image";
}
