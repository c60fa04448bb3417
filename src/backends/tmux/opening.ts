import type { Problem } from '../../model/checkpoint.ts';
import type { Call } from '../../os/call.ts';
import type { RestoreJob } from '../backend.ts';
import type { LineFiles } from './line-files.ts';
import { type Outline, outlineJob } from './outline.ts';
import { runScript, type ScriptAnswer, startScript } from './run-script.ts';

/** What a creating command is for, and how to tell a person. */
export interface Creation {
  readonly id: string;
  readonly name: string;
  /** Undefined when what it stands on could not be made. */
  readonly command: string | undefined;
  /** Marks what was made in the same breath: a restore that is cut off leaves nothing unknown. */
  readonly mark?: string;
}

/** A restore under way: tmux's own ids of all that was found or made, and what went wrong. */
export class Opening {
  readonly job: RestoreJob;
  readonly outline: Outline;
  readonly files: LineFiles;
  readonly approximated: Problem[] = [];
  readonly failed: Problem[] = [];
  readonly #call: Call;
  readonly #refs: Map<string, string>;

  constructor(job: RestoreJob, files: LineFiles, call: Call) {
    this.job = job;
    this.outline = outlineJob(job);
    this.files = files;
    this.#call = call;
    this.#refs = new Map([...job.live.windows, ...job.live.tabs, ...job.live.panes]);
  }

  refOf(id: string | undefined): string | undefined {
    return id === undefined ? undefined : this.#refs.get(id);
  }

  made(id: string, ref: string): void {
    this.#refs.set(id, ref);
  }

  /** Runs commands whose failure shows in what comes out, not in what they print. */
  async script(commands: readonly string[]): Promise<void> {
    if (commands.length > 0) await this.#run(commands);
  }

  /** Runs creating commands; each prints the ids of what it made, or has failed. */
  async create(creations: readonly Creation[]): Promise<ReadonlyMap<string, readonly string[]>> {
    const possible = creations.filter(({ command }) => command !== undefined);
    const commands = possible.map(({ command, mark }) => [command, mark ?? []].flat().join('\n'));
    const made = new Map<string, readonly string[]>();
    if (commands.length === 0) return made;
    const { outputs, complaints } = await this.#run(commands);
    for (const [index, { id }] of possible.entries()) {
      const printed = String(outputs[index] ?? '').trim();
      if (printed !== '') made.set(id, printed.split(' '));
    }
    for (const { id, name } of creations) if (!made.has(id)) this.#missed(id, name, complaints);
    return made;
  }

  /** The first session may start the server; one that has died since is not replaced by another. */
  async #run(commands: readonly string[]): Promise<ScriptAnswer> {
    const runOrStart = this.#refs.size > 0 ? runScript : startScript;
    return runOrStart({ socket: this.job.address }, commands, this.#call);
  }

  #missed(subject: string, name: string, complaints: readonly string[]): void {
    const said = complaints.length === 0 ? '' : `: tmux said ${complaints.join('; ')}`;
    this.failed.push({ code: 'HOST_REFUSED', subject, message: `Cannot open ${name}${said}` });
  }
}
