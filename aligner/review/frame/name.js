// Keeps the name of the person at the desk in a cookie for a year, for this desk alone.

export default function keep({ data }) {
  const value = encodeURIComponent(data.name);
  document.cookie = `${data.cookie}=${value}; Max-Age=31536000; Path=/; SameSite=Strict`;
}
