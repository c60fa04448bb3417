/** A way to use sessions: lines that work one after the other. */
export interface Recipe {
  readonly title: string;
  readonly about: string;
  readonly lines: readonly string[];
}

/** What "stet examples" shows. */
export const recipes: readonly Recipe[] = [
  {
    title: 'Look at a full-screen program',
    about: 'Start it, look once it keeps still, press keys, end it.',
    lines: [
      'stet spawn htop --name monitoring',
      'stet snapshot -s monitoring --settle 300 --format text',
      'stet key -s monitoring F6',
      'stet kill -s monitoring',
    ],
  },
  {
    title: 'Edit a file',
    about: 'Keys one after the other; the text goes in between.',
    lines: [
      'stet spawn vim main.py --name editor',
      'stet key -s editor i',
      `stet type -s editor "print('hello')"`,
      "stet key -s editor 'Escape : w q Enter'",
      'stet wait-for -s editor --exit',
    ],
  },
  {
    title: 'Work in a shell',
    about: 'exec gives output and exit status; submit enters a line and goes on at once.',
    lines: [
      'stet spawn bash --name worker',
      'stet exec -s worker --json make test',
      "stet submit -s worker 'npm run dev'",
      "stet wait-for -s worker 'listening on' --any-of Error -t 60000",
      'stet output -s worker | tail -20',
    ],
  },
  {
    title: 'Wait for a change',
    about: 'The hash covers text, styles and cursor, so that a moved highlight counts.',
    lines: [
      'hash=$(stet snapshot --json | jq -r .content_hash)',
      'stet key Down',
      'stet snapshot --await-change "$hash" --settle 100 --strict',
    ],
  },
  {
    title: 'Click',
    about: 'Refs are never given twice; one that is gone is refused.',
    lines: [
      'stet spawn dialog --yesno Continue? 7 40',
      'stet snapshot --elements',
      'stet click @e1',
    ],
  },
  {
    title: 'Take over',
    about: 'A person and a script can share a session. Ctrl+\\ and then d lets go of it.',
    lines: ['stet attach worker', 'stet attach worker --watch'],
  },
  {
    title: 'Record and play',
    about: 'An asciicast, as asciinema writes it.',
    lines: [
      'stet record -s worker demo.cast',
      'stet record -s worker --stop',
      'stet replay demo.cast --speed 2 --idle-limit 1',
    ],
  },
];
