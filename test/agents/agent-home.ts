import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

export type AgentName = 'opencode' | 'claude' | 'codex' | 'gemini' | 'copilot' | 'qwen' | 'pi';

/** The projects that agents may work in without asking. */
const PROJECTS = ['one', 'two', 'three'];

/**
 * Writes what agents find in a home folder: a model on this machine, no questions at the start.
 * @returns what their environment must hold
 */
export async function writeHome(home: string, port: number): Promise<Record<string, string>> {
  const model = `http://127.0.0.1:${port}`;
  const projects = PROJECTS.map((name) => join(home, name));
  for (const [path, text] of filesOf(model, projects)) {
    await mkdir(dirname(join(home, path)), { recursive: true });
    await writeFile(join(home, path), text);
  }
  return {
    ANTHROPIC_BASE_URL: model,
    ANTHROPIC_AUTH_TOKEN: 'none',
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
    DISABLE_AUTOUPDATER: '1',
    XDG_CONFIG_HOME: join(home, '.config'),
    COPILOT_OFFLINE: 'true',
    COPILOT_PROVIDER_BASE_URL: `${model}/v1`,
    COPILOT_PROVIDER_API_KEY: 'none',
    COPILOT_MODEL: 'fake-1',
    COPILOT_AUTO_UPDATE: 'false',
    COPILOT_ALLOW_ALL: 'true',
    GEMINI_API_KEY: 'none',
    GOOGLE_GEMINI_BASE_URL: model,
    OPENAI_API_KEY: 'none',
    OPENAI_BASE_URL: `${model}/v1`,
    OPENAI_MODEL: 'fake-1',
    PI_OFFLINE: '1',
  };
}

function filesOf(
  model: string,
  projects: readonly string[],
): readonly (readonly [string, string])[] {
  return [
    ['.config/opencode/opencode.json', json(opencodeConfig(model))],
    ['.claude.json', json(claudeConfig(projects))],
    ['.codex/config.toml', codexConfig(model, projects)],
    ['.gemini/settings.json', json({ security: { auth: { selectedType: 'gemini-api-key' } } })],
    ['.gemini/trustedFolders.json', json(geminiTrust(projects))],
    ['.qwen/settings.json', json({ security: { auth: { selectedType: 'openai' } } })],
    ['.pi/agent/models.json', json(piModels(model))],
    ['.pi/agent/settings.json', json({ defaultProvider: 'fake', defaultModel: 'fake-1' })],
  ];
}

function json(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

function opencodeConfig(model: string): unknown {
  const models = {
    'fake-1': { name: 'fake-1', tool_call: true, limit: { context: 100_000, output: 4_000 } },
  };
  const options = { baseURL: `${model}/v1`, apiKey: 'none' };
  const fake = { npm: '@ai-sdk/openai-compatible', name: 'Fake', options, models };
  return {
    autoupdate: false,
    share: 'disabled',
    provider: { fake },
    model: 'fake/fake-1',
    small_model: 'fake/fake-1',
  };
}

function claudeConfig(projects: readonly string[]): unknown {
  const trusted = projects.map((path) => [path, { hasTrustDialogAccepted: true }] as const);
  return { hasCompletedOnboarding: true, projects: Object.fromEntries(trusted) };
}

function geminiTrust(projects: readonly string[]): unknown {
  return Object.fromEntries(projects.map((path) => [path, 'TRUST_FOLDER']));
}

function codexConfig(model: string, projects: readonly string[]): string {
  const trusted = projects.map(
    (path) => `[projects.${JSON.stringify(path)}]\ntrust_level = "trusted"`,
  );
  return `model = "fake-1"
model_provider = "fake"

[model_providers.fake]
name = "Fake"
base_url = "${model}/v1"
wire_api = "responses"
requires_openai_auth = false

[tui]
terminal_title = [
  "project",
]

${trusted.join('\n\n')}
`;
}

function piModels(model: string): unknown {
  const models = [{ id: 'fake-1', name: 'fake-1', contextWindow: 100_000, maxTokens: 4_000 }];
  const fake = { baseUrl: `${model}/v1`, apiKey: 'none', api: 'openai-completions', models };
  return { providers: { fake } };
}
