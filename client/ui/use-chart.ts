import type { EChartsOption } from 'echarts'
import { LineChart } from 'echarts/charts'
import { GridComponent, TooltipComponent } from 'echarts/components'
import { type EChartsType, init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { type RefObject, useEffect, useRef } from 'react'

use([LineChart, GridComponent, TooltipComponent, SVGRenderer])

/**
 * A chart in the element the reference is given to, drawn anew whenever its option is another one and fitted to its
 * element. It stands still for whoever asked for no motion.
 */
export function useChart(option: EChartsOption): RefObject<HTMLDivElement | null> {
  const element = useRef<HTMLDivElement>(null)
  const chart = useRef<EChartsType | null>(null)
  useEffect(() => {
    if (element.current === null) return
    const made = init(element.current, null, { renderer: 'svg' })
    chart.current = made
    const watch = new ResizeObserver(() => made.resize())
    watch.observe(element.current)
    return () => {
      watch.disconnect()
      made.dispose()
      chart.current = null
    }
  }, [])
  useEffect(() => {
    const animation = !matchMedia('(prefers-reduced-motion: reduce)').matches
    chart.current?.setOption({ animation, animationDuration: 300, ...option }, { notMerge: true })
  }, [option])
  return element
}
