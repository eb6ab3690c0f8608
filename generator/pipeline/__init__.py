"""The only package that names every stage: a campaign in, everybody's folder out, an outcome for each row.

`batch.render` runs the batch; `check.check` finds out what can be known without rendering. Nothing is imported here, so
that a worker process loads no stage left of the wall.
"""
