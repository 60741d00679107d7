import path from "node:path";
import type { SourceFile } from "./sourceFiles.js";

/**
 * The links of a Markdown text that lead nowhere: to a file of the project that does not exist, or to a heading that is not there.
 * Links to the web are not followed.
 */
export function brokenLinks(
  { path: from, text }: SourceFile,
  exists: (path: string) => boolean,
  read: (path: string) => string,
): string[] {
  const prose = text.replace(/^(```|~~~)[\s\S]*?^\1/gm, "").replace(/`[^`\n]*`/g, "");
  const links = [...prose.matchAll(/\]\(\s*<?([^)\s>]+)>?(?:\s+"[^"]*")?\s*\)/g)].map(([, target]) => target!);
  return links
    .filter((link) => !/^[a-z]+:/i.test(link))
    .flatMap((link) => {
      const [file = "", heading] = decodeURI(link).split("#");
      const target = file === "" ? from : path.posix.join(path.posix.dirname(from), file);
      if (!exists(target)) return [`${from}: ${link} does not exist`];
      const known = heading === undefined || !target.endsWith(".md") || headings(read(target)).includes(heading);
      return known ? [] : [`${from}: ${link} has no such heading`];
    });
}

/** The anchors that the headings of a Markdown text get on GitHub. */
function headings(text: string): string[] {
  return [...text.matchAll(/^#{1,6}\s+(.+?)\s*#*$/gm)].map(([, title]) =>
    title!
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, "")
      .replace(/\s/g, "-"),
  );
}
