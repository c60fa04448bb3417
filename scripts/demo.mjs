// Shows stet at work, in a world of its own that is gone afterwards. Exits 0 only when everything
// came back.
import { showSessions } from './demo/sessions.mjs';
import { showTmux } from './demo/tmux.mjs';
import { isInstalled, leave, say } from './demo/world.mjs';

process.once('SIGINT', () => void leave(130));
process.once('SIGTERM', () => void leave(143));
try {
  await showSessions();
  if (isInstalled('tmux')) await showTmux();
  else say('', 'tmux is not installed here, so its part is left out.');
  say('', 'Everything came back. Nothing of yours was touched.');
  await leave(0);
} catch (failure) {
  say('', `The demo failed: ${failure instanceof Error ? failure.message : String(failure)}`);
  await leave(1);
}
