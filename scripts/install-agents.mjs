// Installs AI coding programs into .cache/agents for the tests that drive them, from the npm
// registry and without running anything of theirs. Give names for a few, or "all"; by default
// those that the tests need.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../.cache/agents', import.meta.url));
const cpu = process.arch;

/** Package, version and executable. Install scripts would only put the platform's binary in place. */
const agents = {
  opencode: ['opencode-ai@1.18.33', `opencode-linux-${cpu}/bin/opencode`],
  claude: ['@anthropic-ai/claude-code@2.1.328', `@anthropic-ai/claude-code-linux-${cpu}/claude`],
  codex: ['@openai/codex@0.169.0', '.bin/codex'],
  gemini: ['@google/gemini-cli@0.61.0', '.bin/gemini'],
  copilot: ['@github/copilot@1.0.102', '.bin/copilot'],
  qwen: ['@qwen-code/qwen-code@0.24.4', '.bin/qwen'],
  pi: ['@mariozechner/pi-coding-agent@0.73.1', '.bin/pi'],
};

const asked = process.argv.slice(2);
const needed = asked.length === 0 ? ['opencode', 'claude', 'codex'] : asked;
const names = needed.includes('all') ? Object.keys(agents) : needed;

mkdirSync(`${folder}/bin`, { recursive: true });
for (const name of names) {
  const [spec, executable] = agents[name];
  const own = `${folder}/${name}`;
  const binary = `${own}/node_modules/${executable}`;
  const stamp = `${own}/${spec.replaceAll('/', '_')}`;
  if (existsSync(stamp)) continue;
  rmSync(own, { recursive: true, force: true });
  mkdirSync(own, { recursive: true });
  writeFileSync(`${own}/package.json`, '{"private":true}\n');
  const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-save', '--prefix', own];
  execFileSync('npm', ['install', ...flags, spec], { stdio: 'inherit', cwd: own });
  rmSync(`${folder}/bin/${name}`, { force: true });
  symlinkSync(binary, `${folder}/bin/${name}`);
  writeFileSync(stamp, '');
}
