import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Resvg } from '@resvg/resvg-wasm';
import { StetError } from '../../base/errors.ts';
import { monospaceFonts } from './fonts.ts';

/** A picture of twice the size reads well on today's screens. */
const SCALE = 2;

let ready: Promise<typeof Resvg> | undefined;

/** Rasterizes a picture; the result is base64. @throws StetError FONT_MISSING */
export async function renderPng(svg: string): Promise<string> {
  const fontBuffers = await monospaceFonts();
  if (fontBuffers.length === 0) {
    throw new StetError('FONT_MISSING', 'Cannot draw a PNG without a monospaced font');
  }
  ready ??= load();
  const Rasterizer = await ready;
  const drawing = new Rasterizer(svg, {
    fitTo: { mode: 'zoom', value: SCALE },
    font: { fontBuffers: [...fontBuffers], monospaceFamily: 'DejaVu Sans Mono' },
  });
  const image = drawing.render();
  try {
    return Buffer.from(image.asPng()).toString('base64');
  } finally {
    image.free();
    drawing.free();
  }
}

/** Most daemons never draw a picture. */
async function load(): Promise<typeof Resvg> {
  const rasterizer = await import('@resvg/resvg-wasm');
  const path = createRequire(import.meta.url).resolve('@resvg/resvg-wasm/index_bg.wasm');
  await rasterizer.initWasm(await readFile(path));
  return rasterizer.Resvg;
}
