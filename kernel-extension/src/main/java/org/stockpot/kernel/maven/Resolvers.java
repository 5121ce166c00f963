package org.stockpot.kernel.maven;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Loads the resolver. Its jars lie in a folder {@code maven} beside that of the kernel's, on no
 * class path, so that a notebook neither waits for them nor meets them.
 */
public final class Resolvers {

  private static final String PACKAGE = Resolvers.class.getPackageName() + ".shrinkwrap.";

  private Resolvers() {}

  /**
   * Loads it.
   *
   * @return a resolver
   * @throws IllegalStateException if it is not there
   */
  public static Resolver load() {
    try {
      Path jar = Path.of(location().toURI());
      Path folder = jar.resolveSibling("../maven").normalize();
      ClassLoader loader =
          Files.isDirectory(folder)
              ? new Apart(urls(jar, folder), Resolvers.class.getClassLoader())
              : Resolvers.class.getClassLoader();
      return (Resolver) loader.loadClass(PACKAGE + "ShrinkWrap").getConstructor().newInstance();
    } catch (ReflectiveOperationException | IOException | URISyntaxException missing) {
      throw new IllegalStateException(
          "the kernel's folder maven cannot be read: " + missing, missing);
    }
  }

  private static URL location() {
    return Resolvers.class.getProtectionDomain().getCodeSource().getLocation();
  }

  private static URL[] urls(Path jar, Path folder) throws IOException {
    List<URL> urls = new ArrayList<>(List.of(url(jar)));
    try (Stream<Path> jars = Files.list(folder)) {
      for (Path other : jars.sorted().toList()) {
        urls.add(url(other));
      }
    }
    return urls.toArray(URL[]::new);
  }

  private static URL url(Path file) throws MalformedURLException {
    return file.toUri().toURL();
  }

  /** Defines the resolver's package itself, and leaves the rest to the parent first. */
  private static final class Apart extends URLClassLoader {

    Apart(URL[] urls, ClassLoader parent) {
      super(urls, parent);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith(PACKAGE)) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        return loaded == null ? findClass(name) : loaded;
      }
    }
  }
}
