/** Why a text is no value, as the end of a sentence that begins with the value. */
export interface Refusal {
  readonly refused: string;
  /** What was probably meant. */
  readonly suggestion?: string;
}

/** Makes a refusal. */
export function refuse(refused: string, suggestion?: string): Refusal {
  return suggestion === undefined ? { refused } : { refused, suggestion };
}

/** Tells a refusal from what a parser made of a text. */
export function isRefusal(result: object | bigint | number | undefined): result is Refusal {
  return typeof result === 'object' && 'refused' in result;
}
