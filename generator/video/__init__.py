"""A Story in, a film out: video.mp4 or video.webm, poster.jpg, preview.gif, captions.vtt, chapters.vtt.

- plan: scenes on the frame grid, cut into stretches under keyed names; equal names are one work (timeline, plan,
  canonical)
- plates: what is the same for everybody, composed once, mapped by all workers (plates, footage)
- layers: what is personal, drawn by Skia over its plate (draw, layers, compose);
  where scenes cross, both are mixed (crossing)
- segments: one encoding a stretch; those that several films show are made once and kept, with whose they are (encode,
  segments, census, store, index, owners, cache, pace)
- sound: music and the scenes' sounds, mixed, levelled and encoded once for all films that sound the same (sound)
- splice: packets copied onto absolute frame numbers, pictures, sound and captions side by side (splice, completeness,
  chapters, subtitles)
- inspection: the finished file is what was planned, or it is not published (inspection, looking)
- stills: poster and moving previews, made by scenes and kept for films that share them (storyboard, previews, poster,
  changes, palette, gif, webp)
- beside them: captions, sheet
- what all of it is like: settings, made of quality profiles and campaign.yaml (profiles, spec)

`studio` goes through them in this order.
"""
