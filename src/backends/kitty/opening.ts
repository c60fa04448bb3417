import type * as z from 'zod';
import { StetError } from '../../base/errors.ts';
import type { Problem } from '../../model/checkpoint.ts';
import type { Call } from '../../os/call.ts';
import type { RestoreJob } from '../backend.ts';
import { ask, type InnerRequest } from './ask.ts';
import type { Instance } from './instance.ts';
import type { JobFiles } from './job-files.ts';
import type { LeftOut } from './kitty-facts.ts';

/** Opening thirty panes on a slow machine takes a while, in which kitty answers nobody. */
const OPENING_TIMEOUT_MS = 30_000;

/** A restore under way: kitty's ids of all that was found or made, and what went wrong. */
export class Opening {
  readonly job: RestoreJob;
  readonly files: JobFiles;
  readonly approximated: Problem[] = [];
  readonly failed: Problem[] = [];
  hasOpened = false;
  isLost = false;
  readonly #instance: Instance;
  readonly #call: Call;
  readonly #refs: Map<string, number>;

  constructor(
    job: RestoreJob,
    {
      instance,
      files,
      call,
    }: { readonly instance: Instance; readonly files: JobFiles; readonly call: Call },
  ) {
    this.job = job;
    this.files = files;
    this.#instance = instance;
    this.#call = call;
    const { windows, tabs, panes } = job.live;
    this.#refs = new Map(
      [...windows, ...tabs, ...panes].map(([id, ref]) => [id, Number(ref)] as const),
    );
  }

  refOf(id: string | undefined): number | undefined {
    return id === undefined ? undefined : this.#refs.get(id);
  }

  made(id: string, ref: number): void {
    this.#refs.set(id, ref);
    this.hasOpened = true;
  }

  async ask<S extends z.ZodType>(request: InnerRequest, answer: S): Promise<z.output<S>> {
    const text = await this.files.request(request);
    const timeoutMs = OPENING_TIMEOUT_MS;
    return ask(this.#instance, text, { answer, call: this.#call, timeoutMs });
  }

  /** Notes that something could not be opened; a kitty that is gone or hangs ends the work. */
  async attempt(
    subjects: readonly string[],
    name: string,
    work: () => Promise<void>,
  ): Promise<void> {
    try {
      await work();
    } catch (failure) {
      if (!(failure instanceof StetError)) throw failure;
      const { code, message, hint } = failure;
      const told = `Cannot open ${name}: ${message}`;
      this.failed.push(...subjects.map((subject) => ({ code, subject, message: told, fix: hint })));
      if (code !== 'HOST_REFUSED') throw failure;
    }
  }

  /** Notes what a kitty opened, but could not make as it was. */
  left(parts: readonly LeftOut[], panes: readonly string[], tab: string): void {
    for (const [at, what, why] of parts) {
      const subject = at === null ? tab : (panes[at] ?? tab);
      const message = `This kitty could not bring back ${what}: ${why}`;
      const fix = 'kitty may be older or newer than stet knows; the rest is there';
      this.approximated.push({ code: 'HOST_LIMITED', subject, message, fix });
    }
  }

  /** Whether a failure ended the work; what was not opened then shows in the verification. */
  lost(failure: unknown): boolean {
    if (!(failure instanceof StetError)) throw failure;
    this.#call.signal.throwIfAborted();
    this.isLost = true;
    return true;
  }
}
