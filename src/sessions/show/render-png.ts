import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { StetError } from '../../base/errors.ts';
import { monospaceFonts } from './fonts.ts';

/** A picture of twice the size reads well on today's screens. */
const SCALE = 2;

type Rasterizer = typeof import('@resvg/resvg-wasm');

let ready: Promise<Rasterizer> | undefined;

/** Rasterizes a picture; the result is base64. @throws StetError FONT_MISSING */
export async function renderPng(svg: string): Promise<string> {
  const fontBuffers = await monospaceFonts();
  if (fontBuffers.length === 0) {
    throw new StetError('FONT_MISSING', 'Cannot draw a PNG without a monospaced font');
  }
  ready ??= load();
  const { Resvg } = await ready;
  const drawing = new Resvg(svg, {
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
async function load(): Promise<Rasterizer> {
  const rasterizer = await import('@resvg/resvg-wasm');
  const path = createRequire(import.meta.url).resolve('@resvg/resvg-wasm/index_bg.wasm');
  await rasterizer.initWasm(await readFile(path));
  return rasterizer;
}
