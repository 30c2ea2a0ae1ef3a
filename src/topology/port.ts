/** Ports of which an interface takes the first that is free. */
export interface PortRange {
  readonly from: number;
  readonly to: number;
}

/** Reads `9300`, `9300-9399` and lists of those; undefined for anything else, and where the system chooses (port 0). */
export function parsePorts(text: string): readonly PortRange[] | undefined {
  const ranges = text.split(',').map((part) => {
    const [, from, to] = /^\s*(\d{1,5})(?:\s*-\s*(\d{1,5}))?\s*$/.exec(part) ?? [];
    return { from: Number(from), to: Number(to ?? from) };
  });
  return ranges.every(({ from, to }) => from > 0 && to >= from && to <= 65535) ? ranges : undefined;
}
