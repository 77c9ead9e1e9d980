# Two stages: what builds the index stays behind. Nothing is downloaded at start.
#   docker build -t keikaku .                                 the shipped encoder
#   docker build -t keikaku --build-arg EXTRAS='[models]' .   with torch, for PLAN_ENCODER: 6 GB, most of it CUDA;
#     with --build-arg PIP_FIND_LINKS=URL, where URL lists the builds of torch for CPUs, 2.1 GB
FROM python:3.11-slim-bookworm AS build
ARG EXTRAS=""
ARG PIP_FIND_LINKS
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PYTHONDONTWRITEBYTECODE=1
RUN python -m venv /opt/venv
ENV PATH=/opt/venv/bin:$PATH
WORKDIR /app
COPY pyproject.toml requirements.lock README.md ./
COPY index index
COPY bot bot
RUN pip install -c requirements.lock ".${EXTRAS}" && pip uninstall --yes keikaku
COPY corpus corpus
COPY scripts scripts
RUN PYTHONPATH=/app python scripts/rebuild_index.py --out /app/index-built

FROM python:3.11-slim-bookworm
RUN useradd --uid 10001 --create-home keikaku \
    && install --directory --owner=keikaku /app/var /app/state
COPY --from=build /opt/venv /opt/venv
WORKDIR /app
COPY --from=build /app/bot bot
COPY --from=build /app/index index
COPY --from=build /app/corpus corpus
COPY --from=build /app/scripts scripts
COPY --from=build --chown=keikaku /app/index-built var/index
ENV PATH=/opt/venv/bin:$PATH PYTHONPATH=/app PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 HF_HUB_OFFLINE=1 \
    KEIKAKU_STATE=/app/state/keikaku.sqlite KEIKAKU_PORT=9090 TZ=Asia/Tokyo
USER 10001
VOLUME ["/app/state"]
HEALTHCHECK --start-period=30s CMD python -c "import os, urllib.request as u; \
    u.urlopen('http://127.0.0.1:' + os.environ['KEIKAKU_PORT'] + '/healthz', timeout=3)"
CMD ["python", "-m", "bot"]
