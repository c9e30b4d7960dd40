import { Component, type ReactNode } from 'react'
import { second } from './ailment.ts'

interface Props {
  children: ReactNode
  /** What stands there meanwhile. */
  meanwhile?: ReactNode
  failed: (error: unknown) => void
}

/** How long what failed is left before it is begun anew; twice as long each time, up to the longest. */
const shortest = second
const longest = 60 * second
/** What was well for so long begins with the shortest again. */
const well = 300 * second

/** A part of the page that begins anew when it fails; the others stay. */
export class Mended extends Component<Props, { failed: boolean }> {
  override state = { failed: false }
  private wait = shortest
  private last = Number.NEGATIVE_INFINITY
  private timer: ReturnType<typeof setTimeout> | undefined

  static getDerivedStateFromError() {
    return { failed: true }
  }

  override componentDidCatch(error: unknown): void {
    const now = performance.now()
    this.wait = now - this.last > well ? shortest : Math.min(this.wait * 2, longest)
    this.last = now
    this.props.failed(error)
    this.timer = setTimeout(() => this.setState({ failed: false }), this.wait)
  }

  override componentWillUnmount(): void {
    clearTimeout(this.timer)
  }

  override render(): ReactNode {
    return this.state.failed ? this.props.meanwhile : this.props.children
  }
}
