import { ApiError } from '../api/get.ts'
import { Failed } from '../ui/notice.tsx'

/** In the place of a panel that could not be fetched; a page keeps what it failed to load until it is opened anew. */
export function NotLoaded() {
  return <Failed error={new ApiError(0, '')} retry={() => location.reload()} />
}
