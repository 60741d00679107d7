/** Shows content of one media type; `isUpdate` replaces what was shown with this id. */
export type ShowContent = (contentType: string, content: string, id: string | undefined, isUpdate: boolean) => void;

let show: ShowContent = () => {
  throw new Error("there is no kernel that could show this");
};

/** Shows content as the kernel of this process does. */
export const tslabOutput: ShowContent = (...content) => show(...content);

/** Names the kernel of this process. */
export function bindTslabOutput(shown: ShowContent): void {
  show = shown;
}
