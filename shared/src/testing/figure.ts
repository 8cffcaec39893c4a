// Looking a figure up in what `/metrics` answered.

/** @param series name and labels as exposed, such as `paidonce_stream_bytes{stream="ORDERS"}`. @returns undefined when there is no such */
export function figure(text: string, series: string): number | undefined {
  const line = text.split('\n').find((candidate) => candidate.startsWith(`${series} `));
  return line === undefined ? undefined : Number(line.slice(series.length + 1));
}
