import './chiefs.css'
import { useThingsOf } from '../api/queries.ts'
import type { ThingFeature } from '../api/types.ts'
import { formatDays } from '../i18n/format.ts'
import { useWords } from '../i18n/index.ts'
import { useScene } from '../scene/store.ts'
import { Failed, Loading } from '../ui/notice.tsx'
import { StateMark } from '../ui/state-mark.tsx'
import { keyOf, type PanelProps } from './props.ts'

/** A duty section with who answers for it at every level; or a chief with the sections held. */
export function ChiefsPanel({ thing, collection, at }: PanelProps) {
  return collection.id === 'chiefs' ? <Held chief={thing} at={at} /> : <Posts section={thing} at={at} />
}

interface PostsProps {
  section: ThingFeature
  at: string | null
}

/** The posts of a section, level by level; in each unit it runs through, where they differ. */
export function Posts({ section, at }: PostsProps) {
  const { t } = useWords()
  const posts = useThingsOf('section_posts', 'section', keyOf(section), at)
  if (posts.isPending) return <Loading />
  if (posts.isError) return <Failed error={posts.error} retry={() => void posts.refetch()} />
  const sorted = posts.data.toSorted((a, b) => levelOf(a) - levelOf(b))
  const told = sorted.filter((post, index) => index === 0 || saying(post) !== saying(sorted[index - 1]))
  return (
    <section className="panel" aria-label={t('whoAnswers')}>
      <h3>{t('whoAnswers')}</h3>
      {told.length === 0 && <p className="second">{t('noPosts')}</p>}
      <ul className="posts">
        {told.map((post) => (
          <Post key={String(post.id)} post={post} />
        ))}
      </ul>
    </section>
  )
}

function Post({ post: { properties: post } }: { post: ThingFeature }) {
  const { t, lang } = useWords()
  const vacant = post['held_by'] === 'vacant'
  const days = post['vacant_days']
  return (
    <li className={vacant ? 'state-behind' : undefined}>
      <span className="second">{t('chiefOf', { level: post['level'] })}</span>
      {vacant ? (
        <span className="post-vacant">
          <StateMark mark="behind" />
          {typeof days === 'number' ? t('vacantFor', { days: formatDays(days, lang) }) : t('vacantPost')}
        </span>
      ) : (
        <span>
          {String(post['chief_name'] ?? '')} <span className="second">{String(post['office'] ?? '')}</span>
        </span>
      )}
      {!vacant && post['since'] !== null && <span className="second">{t('heldSince', { day: post['since'] })}</span>}
    </li>
  )
}

/** The sections a chief answers for, each leading to its own card. */
function Held({ chief, at }: { chief: ThingFeature; at: string | null }) {
  const { t } = useWords()
  const choose = useScene((store) => store.choose)
  const posts = useThingsOf('section_posts', 'chief', keyOf(chief), at)
  if (posts.isPending) return <Loading />
  if (posts.isError) return <Failed error={posts.error} retry={() => void posts.refetch()} />
  const sections = new Map(posts.data.map((post) => [Math.floor(Number(post.id) / 100), post]))
  return (
    <section className="panel" aria-label={t('heldSections')}>
      <h3>{t('heldSections')}</h3>
      {sections.size === 0 && <p className="second">{t('holdsNothing')}</p>}
      <ul className="posts">
        {[...sections].map(([fid, { properties: post }]) => (
          <li key={fid}>
            <span className="second">{t('chiefOf', { level: post['level'] })}</span>
            <button
              type="button"
              className="link"
              onClick={() => choose({ pick: { collection: 'duty_sections', fid } })}
            >
              {String(post['section_name'] ?? '')}
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}

function levelOf({ properties }: ThingFeature): number {
  return Number(properties['level'])
}

function saying(post: ThingFeature | undefined): string {
  const { level, chief, held_by: by, vacant_since: since } = post?.properties ?? {}
  return [level, chief, by, since].join(' ')
}
