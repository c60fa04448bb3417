import { mkdir, mkdtemp, rm, symlink, truncate, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Conversation } from '../../src/model/checkpoint.ts';
import type { AgentProcess } from '../../src/programs/agent.ts';
import { agentNamed } from '../../src/programs/agents.ts';
import { Archive } from '../../src/programs/archive.ts';
import { type AgentPolicy, resumeAgent } from '../../src/programs/resume-agent.ts';
import { sight } from '../../src/programs/see-agent.ts';
import { runChild } from '../hosts/run-child.ts';

/** Above pid_max of every Linux: /proc never has it. */
export const PID = 4_200_001;
export const START = 123_456;
export const BOOT = '00000000-0000-4000-8000-00000000b007';
/** The process that is looked at began ten minutes ago. */
const AGE_MS = 600_000;

const POLICY: AgentPolicy = {
  run_programs: [],
  prompt_programs: [],
  never_programs: [],
  default_program_policy: 'shell',
  agent_policy: 'run',
  agent_max_age_hours: 168,
};

/** An agent as it would be found. */
export interface Found {
  readonly agent: string;
  readonly words?: readonly string[];
  /** All its words, where it is not simply called by its name. */
  readonly argv?: readonly string[];
  readonly title?: string;
  readonly ageMs?: number;
  readonly environment?: Readonly<Record<string, string>>;
}

/** What a restore would do with it. */
export interface Fate {
  readonly policy: string;
  readonly words: readonly string[];
  readonly id: string;
  readonly certainty: string;
  readonly via: string;
}

/** A home folder with what agents would have written into it. */
export class World implements AsyncDisposable {
  readonly home: string;

  private constructor(home: string) {
    this.home = home;
  }

  static async make(): Promise<World> {
    return new World(await mkdtemp(join(tmpdir(), 'stet-world-')));
  }

  /** Writes a file anywhere, with the folders that it needs. */
  static async script(path: string, text: string): Promise<void> {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  }

  path(...names: readonly string[]): string {
    return join(this.home, ...names);
  }

  async file(path: string, content: unknown): Promise<void> {
    await mkdir(dirname(this.path(path)), { recursive: true });
    const text = typeof content === 'string' ? content : JSON.stringify(content);
    await writeFile(this.path(path), text);
  }

  /** Sets when a file was last written, as so long ago. */
  async written(path: string, agoMs: number): Promise<void> {
    const time = new Date(Date.now() - agoMs);
    await utimes(this.path(path), time, time);
  }

  async loop(path: string): Promise<void> {
    await mkdir(dirname(this.path(path)), { recursive: true });
    await symlink(this.path(path), this.path(path));
  }

  async cut(path: string, sizeBytes: number): Promise<void> {
    await truncate(this.path(path), sizeBytes);
  }

  /** Runs Python with `db` as the path of a database below the home folder. */
  async database(path: string, script: string): Promise<void> {
    await mkdir(dirname(this.path(path)), { recursive: true });
    const program = `import sqlite3, shutil, sys, os\ndb = sys.argv[1]\n${script}`;
    const argv = ['python3', '-c', program, this.path(path)] as const;
    const { code, stderr } = await runChild({ argv, env: { PATH: '/usr/bin:/bin' }, cwd: '/' });
    if (code !== 0) throw new Error(stderr.toString());
  }

  /** Identifies an agent as a save does, and decides as a restore does. */
  async fateOf(
    found: Found,
    changes: Partial<Parameters<typeof resumeAgent>[0]> = {},
  ): Promise<Fate> {
    const agent = agentNamed(found.agent);
    if (agent === undefined) throw new Error(`There is no agent ${found.agent}`);
    const process = this.#processOf(found);
    const archive = new Archive();
    const look = { processes: [process], title: found.title ?? '', archive };
    const sighting = await sight(agent, look);
    const place = { environment: process.environment, cwd: process.cwd, archive };
    const conversation: Conversation = {
      agent: agent.name,
      ...sighting,
      isStored: sighting.id !== '' && (await agent.exists(sighting.id, place)) !== false,
      environment: Object.fromEntries(process.environment),
      process: process.epoch,
    };
    const wanted = { conversation, argv: process.argv, cwd: process.cwd, isTaken: false, ageMs: 0 };
    const resume = await resumeAgent({ ...wanted, archive: new Archive(), ...changes }, POLICY);
    const { id, certainty, via } = conversation;
    return { policy: resume?.policy ?? 'shell', words: resume?.argv ?? [], id, certainty, via };
  }

  #processOf({
    agent,
    words = [],
    argv = [agent, ...words],
    ageMs = AGE_MS,
    environment = {},
  }: Found): AgentProcess {
    return {
      epoch: { bootId: BOOT, pid: PID, startTime: START },
      ageMs,
      argv,
      executable: `/usr/bin/${agent}`,
      cwd: this.path('project'),
      environment: new Map(Object.entries({ HOME: this.home, PATH: '/usr/bin', ...environment })),
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.home, { recursive: true, force: true });
  }
}
