import type { Rule } from './rules.ts';

/**
 * What is offered when no list of the user's names it: programs that people sit in or leave
 * running, and that do no harm when they start anew.
 */
export const usualOffers: readonly Rule[] = `
nano, hx, helix, micro, kak, joe, mcedit
mc, ranger, nnn, lf, vifm, lazygit, gitui, tig, k9s, ncdu
bc, gdb, psql, mysql, sqlite3, redis-cli, mongosh
npm run, npm start, npx, pnpm run, pnpm dev, pnpm start, yarn run, yarn dev, yarn start
bun run, bun dev, deno task, vite, next dev, ng serve, webpack serve, nodemon
rails server, rails s, flask run, uvicorn, hugo server, jekyll serve, php -S, mix phx.server
cargo run, cargo watch, go run, docker compose up, docker-compose up, kubectl logs, journalctl
`
  .split(/[,\n]/)
  .map((rule) => rule.trim())
  .filter((rule) => rule !== '');
