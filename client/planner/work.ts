/** A site as it is handed to whoever answers for it. */
interface Handed {
  township: string | null
  adds: number
}

/** Sites by the township that answers for them, those first that add the most. */
export function workOf<Site extends Handed>(sites: readonly Site[]) {
  return [...new Set(sites.map(({ township }) => township))]
    .map((township) => {
      const theirs = sites.filter((site) => site.township === township)
      return { township, sites: theirs, adds: theirs.reduce((all, { adds }) => all + adds, 0) }
    })
    .sort((a, b) => b.adds - a.adds)
}
