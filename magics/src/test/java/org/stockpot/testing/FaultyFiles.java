package org.stockpot.testing;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.StandardOpenOption;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The files of this machine with a fault at one chosen change: the n-th opening for writing, write,
 * force, move, deletion or making of a directory.
 */
public final class FaultyFiles {

  /** What goes wrong. */
  public enum Fault {
    /** The change fails. */
    FAILS,
    /** Half of the bytes are written, and from then on there is no room for any. */
    FULL,
    /** Half of the bytes are written, as if all were. */
    TRUNCATES,
    /** Nothing happens any more, as if the process were killed. */
    DEAD
  }

  private final Fault fault;
  private final int at;
  private final FileSystem system;
  private final Provider provider = new Provider();
  private int changes;

  /** Fails at change {@code at}, from 1 on. */
  public FaultyFiles(Path real, Fault fault, int at) {
    this.fault = fault;
    this.at = at;
    system = new Drive(real.getFileSystem());
  }

  /** Returns whether the chosen change was reached. */
  public boolean reached() {
    return changes >= at;
  }

  /** Returns a path of this machine with the fault. */
  public Path path(Path real) {
    return wrap(real);
  }

  private Path wrap(Path real) {
    if (real == null) {
      return null;
    }
    return (Path)
        Proxy.newProxyInstance(
            FaultyFiles.class.getClassLoader(),
            new Class<?>[] {Path.class, Wrapped.class},
            (proxy, method, args) -> {
              if (method.getName().equals("getFileSystem")) {
                return system;
              } else if (method.getName().equals("real")) {
                return real;
              }
              Object[] unwrapped = args == null ? null : args.clone();
              for (int i = 0; unwrapped != null && i < unwrapped.length; i++) {
                unwrapped[i] = unwrapped[i] instanceof Path p ? unwrap(p) : unwrapped[i];
              }
              try {
                Object result = method.invoke(real, unwrapped);
                return result instanceof Path p ? wrap(p) : result;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  /** A path of these files. */
  private interface Wrapped {
    Path real();
  }

  private static Path unwrap(Path path) {
    return path instanceof Wrapped wrapped ? wrapped.real() : path;
  }

  /** Counts a change that writes no bytes. */
  private void change() throws IOException {
    changes++;
    if (changes == at && fault == Fault.FAILS) {
      throw new IOException("injected");
    }
    dieIfDead();
  }

  private void dieIfDead() throws IOException {
    if (changes >= at && fault == Fault.DEAD) {
      throw new IOException("dead");
    }
  }

  private int write(FileChannel to, ByteBuffer bytes) throws IOException {
    change();
    boolean now = changes == at;
    if (fault == Fault.FULL && changes >= at) {
      to.write(half(bytes, now));
      throw new FileSystemException("file", null, "No space left on device");
    }
    if (fault == Fault.TRUNCATES && now) {
      int all = bytes.remaining();
      to.write(half(bytes, true));
      bytes.position(bytes.limit());
      return all;
    }
    return to.write(bytes);
  }

  private static ByteBuffer half(ByteBuffer bytes, boolean some) {
    return bytes.slice(bytes.position(), some ? bytes.remaining() / 2 : 0);
  }

  private static boolean writes(Set<? extends OpenOption> options) {
    return options.contains(StandardOpenOption.WRITE)
        || options.contains(StandardOpenOption.CREATE_NEW);
  }

  private final class Channel extends FileChannel {
    private final FileChannel real;

    Channel(FileChannel real) {
      this.real = real;
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
      return FaultyFiles.this.write(real, bytes);
    }

    @Override
    public void force(boolean metadata) throws IOException {
      change();
      real.force(metadata);
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
      dieIfDead();
      return real.read(into);
    }

    @Override
    public long read(ByteBuffer[] into, int offset, int length) throws IOException {
      return real.read(into, offset, length);
    }

    @Override
    public long write(ByteBuffer[] from, int offset, int length) {
      throw new UnsupportedOperationException();
    }

    @Override
    public long position() throws IOException {
      return real.position();
    }

    @Override
    public FileChannel position(long position) throws IOException {
      real.position(position);
      return this;
    }

    @Override
    public long size() throws IOException {
      return real.size();
    }

    @Override
    public FileChannel truncate(long size) {
      throw new UnsupportedOperationException();
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel to) throws IOException {
      return real.transferTo(position, count, to);
    }

    @Override
    public long transferFrom(ReadableByteChannel from, long position, long count) {
      throw new UnsupportedOperationException();
    }

    @Override
    public int read(ByteBuffer into, long position) throws IOException {
      return real.read(into, position);
    }

    @Override
    public int write(ByteBuffer bytes, long position) {
      throw new UnsupportedOperationException();
    }

    @Override
    public MappedByteBuffer map(MapMode mode, long position, long size) throws IOException {
      return real.map(mode, position, size);
    }

    @Override
    public FileLock lock(long position, long size, boolean shared) throws IOException {
      return real.lock(position, size, shared);
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) throws IOException {
      return real.tryLock(position, size, shared);
    }

    @Override
    protected void implCloseChannel() throws IOException {
      real.close();
    }
  }

  private final class Provider extends FileSystemProvider {

    private FileSystemProvider real() {
      return ((Drive) system).real.provider();
    }

    @Override
    public FileChannel newFileChannel(
        Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
        throws IOException {
      dieIfDead();
      if (writes(options)) {
        change();
      }
      return new Channel(real().newFileChannel(unwrap(path), options, attributes));
    }

    @Override
    public SeekableByteChannel newByteChannel(
        Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
        throws IOException {
      return newFileChannel(path, options, attributes);
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(
        Path directory, DirectoryStream.Filter<? super Path> filter) throws IOException {
      dieIfDead();
      List<Path> paths = new ArrayList<>();
      try (DirectoryStream<Path> stream =
          real().newDirectoryStream(unwrap(directory), path -> filter.accept(wrap(path)))) {
        stream.forEach(path -> paths.add(wrap(path)));
      }
      return new DirectoryStream<>() {
        @Override
        public java.util.Iterator<Path> iterator() {
          return paths.iterator();
        }

        @Override
        public void close() {}
      };
    }

    @Override
    public void createDirectory(Path directory, FileAttribute<?>... attributes) throws IOException {
      change();
      real().createDirectory(unwrap(directory), attributes);
    }

    @Override
    public void delete(Path path) throws IOException {
      change();
      real().delete(unwrap(path));
    }

    @Override
    public void copy(Path from, Path to, CopyOption... options) throws IOException {
      change();
      real().copy(unwrap(from), unwrap(to), options);
    }

    @Override
    public void move(Path from, Path to, CopyOption... options) throws IOException {
      change();
      real().move(unwrap(from), unwrap(to), options);
    }

    @Override
    public boolean isSameFile(Path a, Path b) throws IOException {
      return real().isSameFile(unwrap(a), unwrap(b));
    }

    @Override
    public boolean isHidden(Path path) throws IOException {
      return real().isHidden(unwrap(path));
    }

    @Override
    public FileStore getFileStore(Path path) throws IOException {
      return real().getFileStore(unwrap(path));
    }

    @Override
    public void checkAccess(Path path, AccessMode... modes) throws IOException {
      dieIfDead();
      real().checkAccess(unwrap(path), modes);
    }

    @Override
    public <V extends FileAttributeView> V getFileAttributeView(
        Path path, Class<V> type, LinkOption... options) {
      return real().getFileAttributeView(unwrap(path), type, options);
    }

    @Override
    public <A extends BasicFileAttributes> A readAttributes(
        Path path, Class<A> type, LinkOption... options) throws IOException {
      dieIfDead();
      return real().readAttributes(unwrap(path), type, options);
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String names, LinkOption... options)
        throws IOException {
      return real().readAttributes(unwrap(path), names, options);
    }

    @Override
    public void setAttribute(Path path, String name, Object value, LinkOption... options)
        throws IOException {
      real().setAttribute(unwrap(path), name, value, options);
    }

    @Override
    public String getScheme() {
      return "faulty";
    }

    @Override
    public FileSystem newFileSystem(URI uri, Map<String, ?> environment) {
      throw new UnsupportedOperationException();
    }

    @Override
    public FileSystem getFileSystem(URI uri) {
      return system;
    }

    @Override
    public Path getPath(URI uri) {
      throw new UnsupportedOperationException();
    }
  }

  private final class Drive extends FileSystem {
    private final FileSystem real;

    Drive(FileSystem real) {
      this.real = real;
    }

    @Override
    public FileSystemProvider provider() {
      return provider;
    }

    @Override
    public void close() {}

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public boolean isReadOnly() {
      return false;
    }

    @Override
    public String getSeparator() {
      return real.getSeparator();
    }

    @Override
    public Iterable<Path> getRootDirectories() {
      return List.of();
    }

    @Override
    public Iterable<FileStore> getFileStores() {
      return real.getFileStores();
    }

    @Override
    public Set<String> supportedFileAttributeViews() {
      return real.supportedFileAttributeViews();
    }

    @Override
    public Path getPath(String first, String... more) {
      return wrap(real.getPath(first, more));
    }

    @Override
    public PathMatcher getPathMatcher(String pattern) {
      PathMatcher matcher = real.getPathMatcher(pattern);
      return path -> matcher.matches(unwrap(path));
    }

    @Override
    public UserPrincipalLookupService getUserPrincipalLookupService() {
      return real.getUserPrincipalLookupService();
    }

    @Override
    public WatchService newWatchService() {
      throw new UnsupportedOperationException();
    }
  }
}
