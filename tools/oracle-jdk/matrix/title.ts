import type { ChainCase } from '../chain-cases.js';

/** A handshake in a line, for people. */
export const matrixTitle = ({ purpose, host, shown, anchors }: ChainCase): string =>
  [purpose, shown.join(' + '), anchors.join(' + '), ...(host === undefined ? [] : [host])].join(
    ' | ',
  );
