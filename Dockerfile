# Two stages: what builds stays behind. Nothing is downloaded when the container starts.
#
#   docker build -t digestbot .
#   docker run --rm -v ./inbox:/inbox -v digestbot:/data -e DIGESTBOT_TELEGRAM__TOKEN digestbot
#
# config/compose.yaml says the same, and more. tests/e2e/test_image.py takes the build's steps
# without Docker.

ARG PYTHON=3.13

FROM python:${PYTHON}-slim AS build
ENV TARGET=/opt/digestbot PIP_DISABLE_PIP_VERSION_CHECK=1 UV_COMPILE_BYTECODE=1
WORKDIR /src
COPY pyproject.toml requirements.lock README.md LICENSE ./
COPY bot bot
COPY summarizer summarizer
COPY seeds seeds
COPY config config
RUN python -m venv "$TARGET"
RUN "$TARGET/bin/python" -m pip install --quiet "uv>=0.9"
# The lock's versions, checked by its hashes; it also knows packages that only tests need.
RUN "$TARGET/bin/uv" pip install --quiet --python "$TARGET/bin/python" --constraint requirements.lock ".[multilingual,postgres]"
RUN "$TARGET/bin/uv" pip uninstall --quiet --python "$TARGET/bin/python" uv

FROM python:${PYTHON}-slim
COPY --from=build /opt/digestbot /opt/digestbot
COPY config/docker.toml /etc/digestbot/bot.toml
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin digestbot \
    && install --directory --owner=digestbot /data /inbox
USER digestbot
WORKDIR /data
VOLUME ["/data", "/inbox"]
# Of every command, also of those that `docker exec` starts beside the bot.
ENV PATH=/opt/digestbot/bin:$PATH PYTHONDONTWRITEBYTECODE=1 DIGESTBOT_CONFIG=/etc/digestbot/bot.toml
# Unhealthy is a process that hangs or serves nobody: what it serves, it says anew every ten seconds.
HEALTHCHECK --interval=60s --timeout=20s --start-period=60s \
    CMD ["digestbot", "check", "--alive"]
ENTRYPOINT ["digestbot"]
CMD ["run"]
