"""Scenes on the frame grid in, one continuous sound track of the film out, on the same clock as its pictures.

- score: what is heard at which sample of the film
- samples, bed: files as samples, decoded and resampled; music repeated without a click
- mix: everything together, block by block, so that memory does not grow with the film
- loudness, limiter: how loud it is, and how it never clips
- track: one AAC (or Opus) encoding; tracks: made once for all films that sound the same

48 kHz, stereo, float32 within -1…1 everywhere; positions are whole samples of the film.
"""
