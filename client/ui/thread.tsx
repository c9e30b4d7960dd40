interface Props {
  /** How far the thread has been sewn, and where the target lies if there is one, each from 0 to 1. */
  sewn: number
  target: number | null
}

/** The thread to the target: stitches as far as one has come, a tick at the target. */
export function Thread({ sewn, target }: Props) {
  return (
    <svg className="thread" aria-hidden="true" focusable="false">
      <line className="thread-way" x1="0" x2="100%" y1="50%" y2="50%" />
      <line className="thread-sewn" x1="0" x2={percent(sewn)} y1="50%" y2="50%" />
      {target !== null && <line className="thread-tick" x1={percent(target)} x2={percent(target)} y1="8%" y2="92%" />}
    </svg>
  )
}

function percent(share: number): string {
  // The tick at the very end would be cut in half by the edge.
  return `${Math.min(0.998, Math.max(0.002, share)) * 100}%`
}
