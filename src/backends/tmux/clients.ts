import type { Question } from './run-script.ts';

/** The processes that are attached, and the session that each of them shows: pid to tmux's id. */
export const clientsQuestion: Question<ReadonlyMap<number, string>> = {
  commands: ['list-clients -F "#{client_pid} #{session_id}"'],
  read: ([output = '']) =>
    new Map(
      output
        .split('\n')
        .map((line) => line.split(' '))
        .flatMap(([pid = '', session = '']) => (session === '' ? [] : [[Number(pid), session]])),
    ),
};

/** The words that show a session in any terminal. */
export function attachArgv(socket: string, name: string): readonly string[] {
  return ['tmux', '-S', socket, 'attach-session', '-t', `=${name}`];
}
