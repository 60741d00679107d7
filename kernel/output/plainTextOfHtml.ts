const longestText = 2000;
const entities: Readonly<Record<string, string>> = { lt: "<", gt: ">", quot: '"', "#39": "'", nbsp: " ", amp: "&" };

/** What consoles show of HTML: its text without the tags, shortened; never empty. */
export function plainTextOfHtml(html: string): string {
  const text = html
    .slice(0, 20 * longestText)
    .replace(/<(script|style)\b[\s\S]*?<\/\1\s*>/gi, "")
    .replace(/<!--[\s\S]*?-->/g, "")
    .replace(/<(?:br|hr)\b[^>]*>|<\/(?:p|div|tr|li|h[1-6]|pre|table|ul|ol)>/gi, "\n")
    .replace(/<\/t[dh]>/gi, "  ")
    .replace(/<[^>]*>/g, "")
    .replace(/&(lt|gt|quot|#39|nbsp|amp);/g, (_, name: string) => entities[name]!)
    .replace(/[ \t]+$/gm, "")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
  if (text === "") return `HTML, ${html.length} characters`;
  return text.length > longestText ? `${text.slice(0, longestText)}…` : text;
}
