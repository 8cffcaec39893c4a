/** A set of the outbox's sequence numbers: a bit for each, so that a hundred million of them fit in a dozen megabytes. */
export class SeqSet {
  #bits = new Uint8Array(1024);

  add(seq: number): void {
    const byte = Math.floor(seq / 8);
    if (byte >= this.#bits.length) {
      const larger = new Uint8Array(Math.max(byte + 1, this.#bits.length * 2));
      larger.set(this.#bits);
      this.#bits = larger;
    }
    this.#bits[byte] = (this.#bits[byte] ?? 0) | (1 << (seq % 8));
  }

  has(seq: number): boolean {
    return ((this.#bits[Math.floor(seq / 8)] ?? 0) & (1 << (seq % 8))) !== 0;
  }
}
