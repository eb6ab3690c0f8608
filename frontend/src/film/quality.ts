// Which file is played where there are several: <source data-height="360"> beside the film's own.

interface Net {
  readonly saveData?: boolean;
  readonly effectiveType?: string;
  readonly downlink?: number;
}

const net = (): Net => (navigator as { connection?: Net }).connection ?? {};

/** Whether the reader's net is slow or dear: then nothing is fetched before it is asked for. */
export const frugal = (): boolean => {
  const { saveData, effectiveType } = net();
  return !!saveData || /2g$/u.test(effectiveType ?? '');
};

const sourcesOf = (video: HTMLVideoElement): HTMLSourceElement[] =>
  [...video.querySelectorAll<HTMLSourceElement>('source[data-height]')];

const heightOf = (source: HTMLSourceElement): number => Number(source.dataset.height);

/** The heights that there are, the largest first. */
export const qualitiesOf = (video: HTMLVideoElement): number[] => sourcesOf(video).map(heightOf).sort((a, b) => b - a);

/** Plays the file of a height, or with "" the one that fits the net and the size on the screen. */
export const chooseSource = (video: HTMLVideoElement, width: number, wanted: string): void => {
  const sources = sourcesOf(video).sort((a, b) => heightOf(a) - heightOf(b));
  const [least] = sources;
  if (!least || sources.length < 2) return;
  const needed = (width * devicePixelRatio * video.height) / video.width;
  // About 2 Mbit/s carry 720 lines, and the bits grow with the area.
  const carried = frugal() ? 0 : 720 * Math.sqrt((net().downlink ?? 10) / 2);
  const fits = sources.find((each) => heightOf(each) >= Math.min(needed, carried)) ?? sources[sources.length - 1] ?? least;
  const chosen = wanted ? sources.find((each) => each.dataset.height === wanted) ?? fits : frugal() ? least : fits;
  if (video.currentSrc.endsWith(chosen.getAttribute('src') ?? '-') || video.getAttribute('src') === chosen.getAttribute('src')) return;
  const { currentTime, paused } = video;
  video.src = chosen.src;
  if (currentTime > 0) video.currentTime = currentTime;
  if (!paused) void video.play();
};
