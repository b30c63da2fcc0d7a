internal import CLibCrypto

/// The SHA-256 digest of `bytes` in lower-case hexadecimal, by OpenSSL; `nil` where the library
/// refuses, as it may on systems that restrict it.
func sha256(_ bytes: [UInt8]) -> String? {
  var digest = [UInt8](repeating: 0, count: 32)
  var length: UInt32 = 0
  guard EVP_Digest(bytes, bytes.count, &digest, &length, EVP_sha256(), nil) == 1, length == 32
  else { return nil }
  return digest.map { byte in
    let hex = String(byte, radix: 16)
    return hex.utf8.count == 1 ? "0" + hex : hex
  }.joined()
}
