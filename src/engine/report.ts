import type { Tally } from '../model/compare.ts';
import { placeNames } from '../model/facts.ts';
import type { Problem } from '../model/checkpoint.ts';
import type { Report, ReportEntry } from '../model/report.ts';
import type { Applied } from './apply.ts';
import type { LiveHosts } from './capture-hosts.ts';
import type { RestorePlan } from './restore-plan.ts';

/** Says of every window, tab and pane that a restore touched what came of it. */
export function reportOf(
  plan: RestorePlan,
  applied: Applied,
  { live, tally }: { readonly live: LiveHosts; readonly tally: Tally },
): Report {
  const report: Report = { restored: [], approximated: [], skipped: [], failed: [] };
  const names = placeNames(plan.selection);
  const problems = new Map(
    [...plan.notices, ...applied.approximated].map((problem) => [problem.subject, problem]),
  );
  const failures = new Map(applied.failed.map((problem) => [problem.subject, problem]));
  const lost = lostFacts(tally);
  for (const { id, level } of openedBy(plan)) {
    const entry = { level, id, name: names.get(id) ?? id };
    if (!isThere(id, live))
      report.failed.push({ ...entry, ...reasonOf(failures.get(id) ?? NOT_THERE) });
    else if (problems.has(id))
      report.approximated.push({ ...entry, ...reasonOf(problems.get(id) ?? NOT_THERE) });
    else if (lost.has(id))
      report.approximated.push({ ...entry, ...reasonOf(differs(lost.get(id) ?? [])) });
    else report.restored.push(entry);
  }
  report.approximated.push(...approximatedHosts(plan, applied));
  for (const action of plan.actions.filter(({ action: kind }) => kind.startsWith('close-'))) {
    report.restored.push({
      level: levelOf(action.id),
      id: action.id,
      name: action.name,
      because: 'CLOSED',
    });
  }
  return { ...report, skipped: skippedHosts(plan) };
}

const NOT_THERE: Problem = {
  code: 'NOT_THERE',
  message: 'It was asked for, but it is not there',
  fix: 'Restore again; what is there already is left alone',
};

function openedBy({
  actions,
  hosts,
}: RestorePlan): readonly { id: string; level: ReportEntry['level'] }[] {
  const opened = actions.filter(({ action }) => action.startsWith('open-'));
  const panes = new Set(hosts.flatMap(({ launches }) => [...launches.keys()]));
  return opened
    .filter(({ id }) => levelOf(id) !== 'pane' || panes.has(id))
    .map(({ id }) => ({ id, level: levelOf(id) }));
}

function levelOf(id: string): ReportEntry['level'] {
  return id.startsWith('w_') ? 'window' : id.startsWith('t_') ? 'tab' : 'pane';
}

function isThere(id: string, { captures }: LiveHosts): boolean {
  return captures.some(({ windows, tabs, panes }) => id in windows || id in tabs || id in panes);
}

function lostFacts({ kinds }: Tally): ReadonlyMap<string, readonly string[]> {
  const lost = new Map<string, string[]>();
  for (const { kind, lost: facts } of kinds) {
    for (const { id } of facts) lost.set(id, [...(lost.get(id) ?? []), kind]);
  }
  return lost;
}

function differs(kinds: readonly string[]): Problem {
  return { code: 'DIFFERS', message: `All but: ${kinds.join(', ')}` };
}

function reasonOf({
  code,
  message,
  fix,
}: Problem): Pick<ReportEntry, 'because' | 'message' | 'fix'> {
  return { because: code, message, ...(fix === undefined ? {} : { fix }) };
}

/** What of a whole host is not as it was: the user's own setting stood against it. */
function approximatedHosts({ hosts }: RestorePlan, { approximated }: Applied): ReportEntry[] {
  return approximated
    .filter(({ subject }) => hosts.some(({ key }) => key === subject))
    .map((problem) => hostEntry(problem));
}

/** Hosts of the checkpoint that run but did not answer: nothing in them was touched. */
function skippedHosts({ notices, hosts }: RestorePlan): ReportEntry[] {
  const planned = new Set(hosts.map(({ key }) => key));
  return notices
    .filter(({ subject }) => subject?.includes(':') === true && !planned.has(subject))
    .map((problem) => hostEntry(problem));
}

function hostEntry(problem: Problem): ReportEntry {
  const { subject = '' } = problem;
  return { level: 'host', id: subject, name: subject, ...reasonOf(problem) };
}
