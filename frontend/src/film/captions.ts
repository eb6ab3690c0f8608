// Captions, written by the player: above the controls, as large as the film is.

export const findTrack = (video: HTMLVideoElement): TextTrack | undefined =>
  [...video.textTracks].find((track) => track.kind === 'captions');

/** What is said now, as text: what a caption marks up is of no use here. */
export const captionsOf = (video: HTMLVideoElement): string =>
  // By the clock, since browsers bring their list of active cues up to date only while the film plays.
  [...(findTrack(video)?.cues ?? [])]
    .filter((cue) => cue.startTime <= video.currentTime && video.currentTime < cue.endTime)
    .map((cue) => (cue instanceof VTTCue ? (cue.getCueAsHTML().textContent ?? '') : ''))
    .join('\n');
