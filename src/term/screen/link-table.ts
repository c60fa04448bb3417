import type { ByteReader } from '../bytes/byte-reader.ts';
import type { ByteWriter } from '../bytes/byte-writer.ts';

/** A hyperlink of OSC 8. `id` is empty unless the program grouped cells by one. */
export interface LinkTarget {
  readonly uri: string;
  readonly id: string;
}

/** Numbers the hyperlinks that cells point at; 0 is no link. */
export class LinkTable {
  #targets: (LinkTarget | undefined)[] = [undefined];
  #numbers = new Map<string, number>();

  get count(): number {
    return this.#targets.length;
  }

  intern(target: LinkTarget): number {
    const key = `${target.id}\n${target.uri}`;
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    this.#targets.push(target);
    this.#numbers.set(key, this.#targets.length - 1);
    return this.#targets.length - 1;
  }

  at(link: number): LinkTarget | undefined {
    return this.#targets[link];
  }

  save(writer: ByteWriter): void {
    writer.number(this.count);
    for (const target of this.#targets.slice(1)) {
      writer.text(target?.uri ?? '');
      writer.text(target?.id ?? '');
    }
  }

  load(reader: ByteReader): void {
    const count = reader.number();
    for (let link = 1; link < count; link += 1) {
      const uri = reader.text();
      this.intern({ uri, id: reader.text() });
    }
  }
}
