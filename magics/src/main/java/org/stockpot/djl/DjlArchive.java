package org.stockpot.djl;

import ai.djl.basicdataset.BasicDatasets;
import ai.djl.repository.Artifact;
import ai.djl.repository.MRL;
import ai.djl.repository.Metadata;
import ai.djl.repository.RemoteRepository;
import ai.djl.util.JsonUtils;
import ai.djl.util.Progress;
import ai.djl.util.Utils;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.net.URI;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * DJL's archive of data sets, cache first. DJL's own repository asks the network again once its
 * cached index is a day old, and waits for an answer without end; this one asks only for what the
 * cache lacks, and gives up on a silent network.
 */
final class DjlArchive extends RemoteRepository {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Path cache;
  private final Duration patience;

  DjlArchive(URI archive, Path cache, Duration patience) {
    super("stockpot", archive);
    this.cache = cache;
    this.patience = patience;
  }

  /** Returns the archive that DJL uses, with DJL's cache. */
  static DjlArchive standard() {
    Path cache = Utils.getCacheDir().resolve("cache").resolve("repo");
    return new DjlArchive(BasicDatasets.DJL_REPO_URL, cache, PATIENCE);
  }

  /** Returns where the cache is. */
  Path place() {
    return cache;
  }

  @Override
  public Path getCacheDirectory() throws IOException {
    return Files.createDirectories(cache);
  }

  @Override
  public Metadata locate(MRL mrl) throws IOException {
    URI place = mrl.toURI();
    Path cached = cache.resolve(place.getPath()).resolve("metadata.json");
    if (!Files.exists(cached)) {
      open(getBaseUri().resolve(place.getPath() + "metadata.json")).close();
      return super.locate(mrl);
    }
    try (Reader reader = Files.newBufferedReader(cached)) {
      Metadata metadata = JsonUtils.GSON_PRETTY.fromJson(reader, Metadata.class);
      metadata.init(arguments);
      metadata.setRepositoryUri(place);
      return metadata;
    }
  }

  @Override
  protected void download(Path target, URI base, Artifact.Item item, Progress progress)
      throws IOException {
    try (InputStream in = open(getBaseUri().resolve(base).resolve(item.getUri()))) {
      save(in, target, item, progress);
    }
  }

  private InputStream open(URI uri) throws IOException {
    if (Utils.isOfflineMode()) {
      throw new IOException("DJL is set offline");
    }
    URLConnection connection = uri.toURL().openConnection();
    connection.setConnectTimeout(Math.toIntExact(patience.toMillis()));
    connection.setReadTimeout(Math.toIntExact(patience.toMillis()));
    return new BufferedInputStream(connection.getInputStream());
  }
}
