/**
 * An address as the first version wrote it, with every part it had; and one of the overview that somebody may have kept. They
 * stand for the links that are out there: put down once, and never written anew.
 */
export const firstAddress = {
  whole:
    '?v=1&theme=toilets&under=water,roads&figure=toilet_stalls&area=410122101&level=community&at=2026-06-10&since=2026-01-05&dense=columns' +
    '&map=114.01234,34.72,12.5&pick=duty_sections.31&place=114.01,34.7&list=toilets&evidence=1&metres=450&need=built_up&tell=square&km2=4' +
    '&sites=114.0165,34.7225_114.03,34.73&without=12,7&sketch=ground_114.01,34.72_114.03,34.73_114.02,34.75' +
    '&scenario=a2b3c4d5&beside=stands&embed=1&skin=ink&lang=en',
  overview:
    '?v=1&theme=toilets&under=water&figure=toilet_density&area=410122001&level=community&at=2026-06-10&since=2026-01-05&dense=columns' +
    '&map=114.017,34.723,13.5&pick=toilets.3600&evidence=1&skin=ink&lang=en',
}
