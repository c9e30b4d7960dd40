import './displays.css'
import { useState } from 'react'
import type { Arranged, DisplayGiven } from '#data/model/display.ts'
import type { Theme } from '#data/model/theme.ts'
import { useArranging, useDisplays } from '../api/display-queries.ts'
import { ApiError } from '../api/get.ts'
import { useWords } from '../i18n/index.ts'
import { firstPictureStands } from '../map/first-picture.ts'
import { Failed, Loading } from '../ui/notice.tsx'
import { DisplayList } from './display-list.tsx'
import { Editor } from './editor.tsx'
import { allThemes, givenOf } from './programme.ts'
import { Screens } from './screens.tsx'

// no map is waited for
firstPictureStands()

/** The displays of the wall: what each shows and when, and how the screens are that show it. */
export default function DisplaysPage({ themes }: { themes: Theme[] }) {
  const { t, lang } = useWords()
  const all = useDisplays()
  const { put, remove } = useArranging()
  const [chosen, setChosen] = useState<string | null>(null)
  // what was begun at one display is still there after a look at another
  const [drafts, setDrafts] = useState<Record<string, DisplayGiven>>({})
  if (!all.data) {
    return (
      <main className="still">
        {all.isPending ? <Loading /> : <Failed error={all.error} retry={() => void all.refetch()} />}
      </main>
    )
  }
  const { displays, build, now } = all.data
  const display = displays.find(({ id }) => id === chosen) ?? displays[0]
  const failed = [put, remove].find(({ isError }) => isError)
  const fresh = () => {
    put.reset()
    remove.reset()
  }
  const drop = (id: string) => setDrafts((now) => without(now, id))
  return (
    <main className="displays">
      <DisplayList
        {...{ displays, now, changed: Object.keys(drafts) }}
        chosen={display?.id ?? null}
        busy={put.isPending}
        onChoose={(id) => {
          fresh()
          setChosen(id)
        }}
        onAdd={(id, title, added) => {
          fresh()
          const given = { title, profile: { skin: 'ink' as const, lang }, programme: allThemes(themes) }
          put.mutate({ id, ...given }, { onSuccess: () => [added(), setChosen(id)] })
        }}
      />
      {failed && (
        <p className="notice" role="alert">
          {failed.error instanceof ApiError && failed.error.message
            ? t('notKept', { why: failed.error.message })
            : t('notKeptUnknown')}
        </p>
      )}
      {display && (
        <div className="display" key={display.id}>
          <Editor
            display={display}
            draft={drafts[display.id] ?? givenOf(display)}
            changed={display.id in drafts}
            busy={put.isPending}
            themes={themes}
            onDraft={(draft) => setDrafts({ ...drafts, [display.id]: draft })}
            onRevert={() => drop(display.id)}
            onKeep={(given) => {
              fresh()
              // what was written meanwhile is not kept yet
              const done = () => setDrafts((now) => (now[display.id] === given ? without(now, display.id) : now))
              put.mutate({ id: display.id, ...given }, { onSuccess: done })
            }}
            onRemove={
              canGo(display)
                ? () => {
                    fresh()
                    remove.mutate(display.id, { onSuccess: () => drop(display.id) })
                  }
                : null
            }
          />
          <Screens screens={display.screens} {...{ build, now }} display={display} themes={themes} />
        </div>
      )}
      {!display && <p className="notice quiet">{t('displaysNone')}</p>}
    </main>
  )
}

function without<One>(all: Record<string, One>, key: string): Record<string, One> {
  const { [key]: _, ...others } = all
  return others
}

/** The display that comes with the sample is there as long as that is, but for what was changed of it. */
function canGo({ changed }: Arranged): boolean {
  return changed !== null
}
