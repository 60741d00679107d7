import type { Runtime } from "node:inspector";
import type { InspectorLink } from "./inspectorLink.js";

type Properties = Runtime.GetPropertiesReturnType;

/**
 * The object behind which V8 keeps what cells have declared. It is found at the end of the scope chain of any function:
 * so no code of the user runs, and names without a value yet are no error.
 */
export async function cellsScopeId(link: InspectorLink, objectGroup: string): Promise<string | undefined> {
  const { result } = await link.evaluate<Runtime.EvaluateReturnType>("(function () {})", { objectGroup });
  const { internalProperties = [] } = await properties(link, result.objectId);
  const chain = internalProperties.find(({ name }) => name === "[[Scopes]]")?.value;
  const scopes = await properties(link, chain?.objectId);
  return scopes.result.find(({ value }) => value?.description === "Script")?.value?.objectId;
}

function properties(link: InspectorLink, objectId: string | undefined): Promise<Properties> {
  return link.post<Properties>("Runtime.getProperties", { objectId, ownProperties: true });
}
